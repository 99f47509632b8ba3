import type { SyncSchedule } from '#lib/domain/knowledge/states';
import { type IndexerPorts, syncKnowledgeBase } from './index-documents.ts';

/** So many a time; those that are left are due an hour later still. */
const most = 200;
const never = '9999-12-31T00:00:00.000Z';
const hour = 3_600_000;
/** Schedules run by the hour: a little less than it, or the next one would come just too early. */
const slack = 60_000;

/** When a knowledge base is next synchronized by itself. */
export function nextSyncAt(schedule: SyncSchedule, now: Date): string {
  switch (schedule) {
    case 'MANUAL':
      return never;
    case 'HOURLY':
      return new Date(now.getTime() + hour - slack).toISOString();
    case 'DAILY':
      return new Date(now.getTime() + 24 * hour - slack).toISOString();
  }
}

/** Synchronizes the knowledge bases whose time has come; one that fails does not hold up the others. */
export async function syncDue(ports: IndexerPorts): Promise<number> {
  const due = await ports.knowledgeBases.listDue(ports.now().toISOString(), most);
  for (const id of due) {
    const knowledgeBase = await ports.knowledgeBases.get(id);
    if (!knowledgeBase) continue;
    try {
      await ports.knowledgeBases.update(id, {
        nextSyncAt: nextSyncAt(knowledgeBase.schedule ?? 'MANUAL', ports.now()),
      });
      if (knowledgeBase.provider !== 'BEDROCK') await syncKnowledgeBase(id, ports);
    } catch (error) {
      ports.warn('a knowledge base was not synchronized', error);
      await ports.knowledgeBases.update(id, { status: 'FAILED' });
    }
  }
  return due.length;
}
