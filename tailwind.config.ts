import type { Config } from 'tailwindcss';

/** Names of the design tokens; their values for light and dark stand in app/globals.css. */
const token = (name: string): string => `var(--${name})`;

const config = {
  darkMode: ['selector', '.dark'],
  content: ['./app/**/*.tsx', './components/**/*.tsx'],
  theme: {
    extend: {
      colors: {
        canvas: token('canvas'),
        surface: token('surface'),
        raised: token('raised'),
        muted: token('muted'),
        line: token('line'),
        'line-strong': token('line-strong'),
        ink: token('ink'),
        'ink-soft': token('ink-soft'),
        'ink-faint': token('ink-faint'),
        accent: {
          DEFAULT: token('accent'),
          ink: token('accent-ink'),
          soft: token('accent-soft'),
          text: token('accent-text'),
        },
        running: { DEFAULT: token('running'), soft: token('running-soft') },
        waiting: { DEFAULT: token('waiting'), soft: token('waiting-soft') },
        done: { DEFAULT: token('done'), soft: token('done-soft') },
        failed: { DEFAULT: token('failed'), soft: token('failed-soft'), ink: token('failed-ink') },
      },
      fontFamily: {
        sans: ['var(--font-geist-sans)', 'ui-sans-serif', 'system-ui', 'sans-serif'],
        mono: ['var(--font-geist-mono)', 'ui-monospace', 'SFMono-Regular', 'monospace'],
      },
      fontSize: {
        xs: ['12px', '16px'],
        sm: ['13px', '20px'],
        base: ['14px', '20px'],
        lg: ['16px', '24px'],
        xl: ['20px', '28px'],
        '2xl': ['24px', '32px'],
      },
      borderRadius: { sm: '4px', md: '6px', lg: '8px' },
      boxShadow: { popover: 'var(--shadow-popover)' },
      transitionDuration: { DEFAULT: '120ms' },
    },
  },
} satisfies Config;

export default config;
