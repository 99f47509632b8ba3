/** A step or branch of a run. */
export interface StepPlace {
  readonly organization: string;
  readonly projectId: string;
  readonly runId: string;
  readonly key: string;
}

/** Where a file of a step lies in the bucket. */
export function stepFileKey({ organization, projectId, runId, key }: StepPlace, name: string): string {
  return `artifacts/${organization}/${projectId}/runs/${runId}/${key}/${name}`;
}

/** Where an artifact lies: later attempts leave what the first ones made, so that a person can see what changed. */
export function artifactFileKey(place: StepPlace & { readonly attempt: number }, name: string): string {
  return stepFileKey(place, place.attempt > 1 ? `${place.attempt}/${name}` : name);
}
