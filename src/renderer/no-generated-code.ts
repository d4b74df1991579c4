import { config } from 'zod';

// The page's trusted types forbid code made from text; zod would try it once and be refused. Must run before any schema.
config({ jitless: true });
