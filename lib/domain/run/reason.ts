import { cutText } from '../blueprint/cut-text.ts';

/** In bytes: as many steps may fail at once as are at work, and the state has room for all of them. */
export function fitReason(reason: string): string {
  return cutText(reason, 200);
}
