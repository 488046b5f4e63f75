export interface CodeList {
  /** URI of the list where one is published, else its name. */
  readonly system: string;
  readonly values: Readonly<Record<string, string>>;
}
