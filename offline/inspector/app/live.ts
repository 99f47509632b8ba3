import { button } from './dom.ts';
import type { View } from './view.ts';

const PERIOD_MS = 2000;

/** Follows what happens while it is pressed; kept in the address. `reset` makes the next look count as new. */
export function liveButton(view: View, show: () => Promise<void>, reset: () => void): HTMLElement {
  const isOn = view.query.live === '1';
  const toggle = button(
    isOn ? 'Following' : 'Follow',
    async () => {
      view.keep({ live: isOn ? '' : '1' });
      reset();
      await show();
    },
    { icon: 'refresh' },
  );
  toggle.setAttribute('aria-pressed', String(isOn));
  if (isOn) view.follow(PERIOD_MS, show);
  return toggle;
}
