import type { WorkerMessage } from '#lib/domain/run/worker-message';
import { conditionFailure, type Documents } from '#lib/runtime/documents';

/** What an attempt was asked for that was the last and has failed: all that is needed to have it made again. */
export type DeadLetter = WorkerMessage & { readonly reason: string };

export type DeadLetterId = Pick<DeadLetter, 'organization' | 'runId' | 'key' | 'attempt'>;

const keptSeconds = 14 * 86_400;
/** As long as whoever is late with a letter may still write it. */
const markKeptSeconds = 86_400;

/** The letters of an organization in the order of run, step or branch, attempt. */
export const letterName = ({ runId, key, attempt }: DeadLetterId) => `${runId}#${key}#${attempt}`;

/** Dead letters of runs: one for each attempt that was a step's or branch's last, until it is redriven. */
export function createDeadLetterRepository(ports: {
  readonly documents: Documents;
  readonly tableName: string;
  readonly now: () => Date;
}) {
  const { documents, tableName: TableName, now } = ports;
  const expiry = (seconds: number) => Math.ceil(now().getTime() / 1000) + seconds;

  return {
    /** Lays a letter down once: one that lies there, or was redriven, stays as it is. */
    async put(letter: DeadLetter): Promise<void> {
      const Item = { ...letter, letter: letterName(letter), at: now().toISOString(), expiresAt: expiry(keptSeconds) };
      try {
        await documents.put({ TableName, Item, ConditionExpression: 'attribute_not_exists(letter)' });
      } catch (error) {
        if (!conditionFailure(error)) throw error;
      }
    },

    /** Takes a letter away. A mark is left for a while, so that whoever is late does not lay it down again. */
    async remove(id: DeadLetterId): Promise<void> {
      const { organization } = id;
      const Item = { organization, letter: letterName(id), redrivenAt: now().toISOString() };
      await documents.put({ TableName, Item: { ...Item, expiresAt: expiry(markKeptSeconds) } });
    },
  };
}
