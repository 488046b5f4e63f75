/** One element of a strict, namespace-aware XML document. Entities are never expanded. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace URI, '' for none. */
  readonly namespace: string;
  /** Attributes by name; those in a namespace as `{uri}local`. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Child elements and texts in document order (texts are undecorated, CDATA merged). */
  readonly children: readonly (XmlElement | string)[];
  readonly parent: XmlElement | undefined;
  /** 1-based line of the start tag. */
  readonly line: number;
}

/** A parsed document and how its bytes became text. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly encoding: string;
}
