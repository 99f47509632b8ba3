import type { Shape } from '../schema.ts';
import type { Piece } from './piece.ts';
import type { Owner } from './reach.ts';

const CODE = new Set<Shape['language']>(['pydantic', 'python', 'typescript', 'zod']);

/**
 * Shapes that code states are of the functions whose code reaches them; others are the code's own business, and stay out.
 * What schemas state counts in any case.
 */
export function shapesOf(pieces: readonly Piece[], owners: ReadonlyMap<string, readonly Owner[]>): Shape[] {
  return pieces.flatMap(({ fragment }) =>
    (fragment.shapes ?? []).flatMap((shape) => {
      if (!CODE.has(shape.language)) return [shape];
      const functions = [...new Set((owners.get(shape.source.file) ?? []).map(({ functionId }) => functionId))];
      if (functions.length === 0) return [];
      return [{ ...shape, usedBy: [...shape.usedBy, ...functions.map((of) => ({ role: 'code' as const, of }))] }];
    }),
  );
}
