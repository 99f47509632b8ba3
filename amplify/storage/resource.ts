import { defineStorage } from '@aws-amplify/backend';

/** Files of projects. Nobody but functions reaches the bucket; people get links that expire. */
export const storage = defineStorage({ name: 'projectFiles' });
