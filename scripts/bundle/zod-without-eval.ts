import { config } from 'zod/v4';

// Before any schema is made: else zod tries `new Function` once, and our content policy reports that.
config({ jitless: true });

export * from 'zod/v4';
