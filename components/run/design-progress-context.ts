'use client';

import { createContext } from 'react';
import type { SectionProgress } from '#lib/domain/run-view/section-progress';

/** How far the design's sections are; by context, since it changes more often than what surrounds it is drawn. */
export const DesignProgressContext = createContext<SectionProgress>(new Map());
