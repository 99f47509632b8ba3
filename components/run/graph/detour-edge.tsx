'use client';

import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import { smoothPath } from './detour.ts';
import type { Place } from './layer-graph.ts';

export type DetourEdgeData = { via: readonly Place[] };

/** A line that goes around the nodes in its way. */
export function DetourEdge({ sourceX, sourceY, targetX, targetY, data, ...edge }: EdgeProps<Edge<DetourEdgeData>>) {
  const path = smoothPath([{ x: sourceX, y: sourceY }, ...(data?.via ?? []), { x: targetX, y: targetY }]);
  return (
    <BaseEdge
      id={edge.id}
      path={path}
      {...(edge.style ? { style: edge.style } : {})}
      {...(edge.markerEnd ? { markerEnd: edge.markerEnd } : {})}
      {...(edge.interactionWidth === undefined ? {} : { interactionWidth: edge.interactionWidth })}
    />
  );
}
