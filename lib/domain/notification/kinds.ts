/** What people are notified of. */
export const notificationKinds = ['APPROVAL', 'REMINDER', 'BUDGET', 'RUN_FAILED', 'RUN_COMPLETED'] as const;
export type NotificationKind = (typeof notificationKinds)[number];
