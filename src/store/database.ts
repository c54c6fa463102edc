/** A PostgreSQL, whether it is a server or embedded. */
export interface Database {
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The statements of `work` are one transaction, on a connection of their own. */
  transaction<T>(work: (query: Database['query']) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
