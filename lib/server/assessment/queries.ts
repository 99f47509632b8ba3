import 'server-only';
import type { Schema } from '@/amplify/data/resource';
import { getDataClient } from '../data/data-client.ts';
import { dataOf } from '../data/query-error.ts';

export type Assessment = Schema['Assessment']['type'];

/** The interview of a project, or null before its first message. */
export async function getAssessment(projectId: string): Promise<Assessment | null> {
  const client = await getDataClient();
  return dataOf('getAssessment', await client.models.Assessment.get({ projectId }));
}
