/** The little the bench uses of packages without types. */
declare module 'pouchdb' {
  interface Database {
    bulkDocs(docs: readonly object[]): Promise<unknown>;
    info(): Promise<{ readonly doc_count: number }>;
    close(): Promise<void>;
    replicate: { to(target: Database, options: object): Promise<{ readonly docs_written: number }> };
  }
  interface Constructor {
    new (name: string, options?: object): Database;
    defaults(options: object): Constructor;
    readonly fetch: (url: string, options: object) => Promise<unknown>;
  }
  const PouchDB: Constructor;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports itself
  export default PouchDB;
}
declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';

  const listen: (pouch: unknown, options?: object) => RequestListener;
  // biome-ignore lint/style/noDefaultExport: that is how the package exports itself
  export default listen;
}
