/** The same bytes, the first chunk of them not shorter than `least`, where there are as many. */
export async function* startingWith(chunks: AsyncIterable<Uint8Array>, least: number): AsyncGenerator<Uint8Array> {
  let first: Uint8Array[] | undefined = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield chunk;
      continue;
    }
    first.push(chunk);
    length += chunk.length;
    if (length < least) continue;
    yield first.length === 1 ? chunk : Buffer.concat(first);
    first = undefined;
  }
  if (first !== undefined && length > 0) yield Buffer.concat(first);
}
