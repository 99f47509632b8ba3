import { cloudFormation } from './cloudformation/dialect.ts';
import type { Dialect } from './dialect.ts';
import { openApi } from './openapi/dialect.ts';

/** Every way to describe a system that is read. */
export const dialects: readonly Dialect[] = [cloudFormation, openApi];
