/** What may outlive the page: how it looks. Operations, variables (which hold NHS numbers) and history may not. */
const lasting = new Set([
  'graphiql:theme',
  'graphiql:visiblePlugin',
  'graphiql:docExplorerFlex',
  'graphiql:editorFlex',
  'graphiql:secondaryEditorFlex',
]);

/** How wide the panes are (as flex factors) until the user drags them. */
const proportions: Readonly<Record<string, string>> = {
  'graphiql:docExplorerFlex': '0.28',
  'graphiql:editorFlex': '1',
  'graphiql:secondaryEditorFlex': '4.5',
};

/** Storage for GraphiQL that forgets everything about people when the page closes. */
export function forgetfulStorage(kept: Storage = window.localStorage) {
  const memory = new Map<string, string>();
  return {
    getItem: (key: string) => (lasting.has(key) ? kept.getItem(key) : memory.get(key)) ?? proportions[key] ?? null,
    setItem: (key: string, value: string) => {
      if (lasting.has(key)) kept.setItem(key, value);
      else memory.set(key, value);
    },
    removeItem: (key: string) => {
      memory.delete(key);
      kept.removeItem(key);
    },
    clear: () => {
      memory.clear();
      for (const key of lasting) kept.removeItem(key);
    },
    get length() {
      return memory.size;
    },
  };
}
