import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { useCallback, useEffect, useRef } from 'react';
import { sampleOperations } from '../operations.js';

/** What the rest of the page may do to GraphiQL's editors. */
export interface Editors {
  /** Shows an operation in the current tab, or in a new one when the current one holds work of the user's own. */
  open(query: string, variables: object, run: boolean): void;
  /** Puts another NHS number into the variables, wherever they hold one. */
  aboutPerson(nhsNumber: string): void;
  /** Takes away an answer that no longer fits, and asks again where asking changes nothing. */
  refresh(run: boolean): void;
}

/** GraphiQL's editors, as {@link Editors}; `ready` is called once they can be used. */
export function useEditors(ready: (editors: Editors) => void): void {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const { addTab, run, setOperationName, updateActiveTabValues } = useGraphiQLActions();
  const announced = useRef(false);

  const clear = useCallback(() => {
    responseEditor?.setValue('');
    updateActiveTabValues({ response: null });
  }, [responseEditor, updateActiveTabValues]);

  useEffect(() => {
    if (announced.current || !queryEditor || !variableEditor || !responseEditor) return;
    announced.current = true;
    for (const editor of [queryEditor, variableEditor, responseEditor]) editor.updateOptions({ fontSize: 13, lineHeight: 20 });
    ready({
      open(query, variables, andRun) {
        if (!isSample(queryEditor.getValue())) addTab();
        queryEditor.setValue(query);
        queryEditor.revealLine(1);
        variableEditor.setValue(JSON.stringify(variables, null, 2));
        clear();
        // GraphiQL reads the name from the editor a moment after a change. Waiting for it would be a trap: by then
        // another operation, perhaps one that changes something, may stand in the editor.
        setOperationName(operationsOf(query)?.[0]?.name?.value ?? '');
        if (andRun && isQuery(query)) run();
      },
      aboutPerson(nhsNumber) {
        const changed = withNhsNumber(variableEditor.getValue(), nhsNumber);
        if (changed !== undefined) variableEditor.setValue(changed);
      },
      refresh(andRun) {
        clear();
        if (andRun && isQuery(queryEditor.getValue())) run();
      },
    });
  }, [queryEditor, variableEditor, responseEditor, addTab, run, setOperationName, clear, ready]);
}

const isSample = (text: string): boolean =>
  text.trim() === '' || sampleOperations.some(({ query }) => query.trim() === text.trim());

function operationsOf(text: string): readonly OperationDefinitionNode[] | undefined {
  try {
    return parse(text).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return undefined;
  }
}

const isQuery = (text: string): boolean => operationsOf(text)?.every(({ operation }) => operation === 'query') ?? false;

function withNhsNumber(text: string, nhsNumber: string): string | undefined {
  try {
    const variables = JSON.parse(text.trim() === '' ? '{}' : text) as Record<string, unknown>;
    const input = variables['input'];
    if (typeof input === 'object' && input !== null && 'nhsNumber' in input) {
      return JSON.stringify({ ...variables, input: { ...input, nhsNumber } }, null, 2);
    }
    return 'nhsNumber' in variables ? JSON.stringify({ ...variables, nhsNumber }, null, 2) : undefined;
  } catch {
    return undefined;
  }
}
