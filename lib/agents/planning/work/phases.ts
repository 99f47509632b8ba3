/** Phases of a plan in order. `milestone` is reached when all tasks of the phase are over. */
export const phases = [
  { id: 'mobilize', name: 'Mobilize', milestone: 'Money, contracts and people are in place' },
  { id: 'foundations', name: 'Foundations', milestone: 'Foundations are laid' },
  { id: 'design', name: 'Detailed design', milestone: 'Design is detailed' },
  { id: 'build', name: 'Build', milestone: 'Components are built' },
  { id: 'integrate', name: 'Integrate', milestone: 'Systems are connected' },
  { id: 'verify', name: 'Verify', milestone: 'Solution is accepted' },
  { id: 'release', name: 'Release', milestone: 'Pilot is live' },
  { id: 'operate', name: 'Pilot and handover', milestone: 'Handed over to operations' },
] as const;
export type PhaseId = (typeof phases)[number]['id'];
