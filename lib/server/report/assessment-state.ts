import 'server-only';
import { type AssessmentState, assessmentStateSchema } from '#lib/domain/assessment/state';

/** The interview's memory out of its record: AWSJSON comes as text or as an object. Throws where it has another form. */
export function readAssessmentState(raw: unknown): AssessmentState {
  return assessmentStateSchema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw);
}
