'use client';

import * as z from 'zod/mini';
import {
  type Completeness,
  completenessSchema,
  type Traceability,
  traceabilitySchema,
} from '#lib/domain/design-document/document';

// The content security policy forbids compiling code from text, which zod would otherwise try first.
z.config({ jitless: true });

/** traceability.json as text; throws where it has another form. */
export function parseTraceability(text: string): Traceability {
  return z.parse(traceabilitySchema, JSON.parse(text));
}

/** completeness.json as text; throws where it has another form. */
export function parseCompleteness(text: string): Completeness {
  return z.parse(completenessSchema, JSON.parse(text));
}
