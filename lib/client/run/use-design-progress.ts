'use client';

import { useState } from 'react';
import { type SectionProgress, withSection } from '#lib/domain/run-view/section-progress';
import type { Schema } from '@/amplify/data/resource';
import { type Channel, listen, useSubscriptions } from '../live/use-subscriptions.ts';

type DesignProgress = Schema['DesignProgress']['type'];

const none: SectionProgress = new Map();

type DesignProgressInput = {
  projectId: string;
  runId: string;
  /** Counts up with each attempt at the design: what was told of the one before no longer holds. */
  attempt: number;
  isListening: boolean;
};

/** How far the sections are of the design that a run makes, as its worker tells it. */
export function useDesignProgress({ projectId, runId, attempt, isListening }: DesignProgressInput): SectionProgress {
  const [told, setTold] = useState({ attempt, sections: none });
  if (told.attempt !== attempt) setTold({ attempt, sections: none });
  const channel: Channel<DesignProgress> = {
    key: `design progress ${projectId}`,
    operation: 'onDesignProgress',
    open: (client, next) => [listen<DesignProgress>(client.subscriptions.onDesignProgress({ projectId }), next)],
  };
  useSubscriptions(isListening ? channel : null, {
    onMessage: (message) => {
      if (message.runId !== runId) return;
      setTold((before) => ({ ...before, sections: withSection(before.sections, message) }));
    },
    // What was told before is kept nowhere; the step's end is told by its record.
    onListening: () => undefined,
  });
  return told.sections;
}
