import type { SQSRecord } from 'aws-lambda';
import { type Advanced, advanceRun } from './advance-run.ts';
import { assignmentsOf } from './assignments.ts';
import { carryOut } from './carry-out.ts';
import type { SupervisorPorts } from './ports.ts';
import { type RunNews, readMessage } from './read-message.ts';

/**
 * Handles a batch of news, all of a run at once, and hands out the work of all runs together.
 * @returns the ids of the messages that are to come again.
 */
export async function processBatch(
  records: readonly SQSRecord[],
  ports: SupervisorPorts,
  memoryMb: number,
): Promise<string[]> {
  const startedAt = ports.now().getTime();
  const failed = new Set<string>();
  const news = await readAll(records, ports, failed);
  const runs = [...Map.groupBy(news, ({ runId }) => runId)];
  const batch = {
    memoryMb,
    runs: runs.length,
    batchSize: records.length,
    elapsedMs: () => ports.now().getTime() - startedAt,
  };
  const advanced = await Promise.all(
    runs.map(async ([runId, ofRun]): Promise<{ ofRun: readonly RunNews[]; result: Advanced } | undefined> => {
      try {
        const result = await advanceRun(runId, ofRun, batch, ports);
        return result && { ofRun, result };
      } catch (error) {
        giveUp(ofRun, error, failed, ports);
        return undefined;
      }
    }),
  );
  const decided = advanced.filter((entry) => entry !== undefined);
  try {
    await ports.assign(decided.flatMap(({ result }) => assignmentsOf(result)));
  } catch (error) {
    for (const { ofRun } of decided) giveUp(ofRun, error, failed, ports);
    return [...failed];
  }
  await Promise.all(
    decided.map(async ({ ofRun, result }) => {
      try {
        await carryOut(result, ports);
      } catch (error) {
        giveUp(ofRun, error, failed, ports);
      }
    }),
  );
  return [...failed];
}

async function readAll(records: readonly SQSRecord[], ports: SupervisorPorts, failed: Set<string>): Promise<RunNews[]> {
  const reader = { now: ports.now, listRuns: (projectId: string) => ports.runs.listOpen(projectId) };
  const read = await Promise.all(
    records.map(async (record) => {
      try {
        return await readMessage(record, reader);
      } catch (error) {
        failed.add(record.messageId);
        ports.logger.error('a message could not be read', error instanceof Error ? error : String(error));
        return [];
      }
    }),
  );
  return read.flat();
}

function giveUp(news: readonly RunNews[], error: unknown, failed: Set<string>, ports: SupervisorPorts): void {
  ports.logger.error('news of a run was not dealt with', error instanceof Error ? error : String(error));
  for (const { messageId } of news) failed.add(messageId);
}
