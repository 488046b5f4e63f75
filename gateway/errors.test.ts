import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { RecordError } from '../schema/errors.js';
import { formatError } from './errors.js';

const formatted = (error: GraphQLError) => formatError(error.toJSON(), error);

describe('what a client learns of an error', () => {
  test('an error of ours is told by its fixed words and code, whatever caused it', () => {
    const cause = new RecordError('STORE_UNAVAILABLE', { detail: 'password of the database', cause: new Error('9990000018') });
    const answer = formatted(new GraphQLError('wrapped 9990000018', { path: ['patient'], originalError: cause }));
    expect(answer).toEqual({ message: cause.message, path: ['patient'], extensions: { code: 'STORE_UNAVAILABLE' } });
  });

  test('anything else tells nothing of itself', () => {
    const answer = formatted(
      new GraphQLError('Cannot read properties of 9990000018', { originalError: new TypeError('secret') }),
    );
    expect(JSON.stringify(answer)).not.toMatch(/9990000018|secret/);
    expect(answer.extensions).toEqual({ code: 'INTERNAL' });
  });

  test('a limit says that it is one, though validation found it', () => {
    const limit = new GraphQLError('Query depth limit of 15 exceeded', { extensions: { code: 'OPERATION_TOO_LARGE' } });
    const validation = new GraphQLError(limit.message, {
      originalError: limit,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    expect(formatted(validation).extensions).toEqual({ code: 'OPERATION_TOO_LARGE' });
    const tokens = new GraphQLError('Syntax Error: Document contains more than 15000 tokens. Parsing aborted.', {
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    expect(formatted(tokens).extensions).toEqual({ code: 'OPERATION_TOO_LARGE' });
  });
});
