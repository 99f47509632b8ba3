/** What people are notified of. */
export const notificationKinds = ['approval', 'reminder', 'budget', 'run-failed', 'run-completed'] as const;
export type NotificationKind = (typeof notificationKinds)[number];
