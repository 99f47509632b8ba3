'use client';

import type { ComponentProps } from 'react';
import { Streamdown } from 'streamdown';

/** What no text of an agent may hold. */
export const blockedElements = [
  'img',
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'video',
  'audio',
  'form',
  'input',
  'svg',
  'math',
];
/** Addresses that become links. */
export const safeAddress = /^(?:https?:|mailto:|#|\/(?!\/))/i;

type Heading = { children?: React.ReactNode };

/** Inside a message a heading is emphasis: the page's outline is not the agent's to change. */
function Emphasis({ children }: Heading) {
  return <p className="font-semibold">{children}</p>;
}

function Anchor({ href, children }: ComponentProps<'a'>) {
  if (!href || !safeAddress.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent-text underline">
      {children}
    </a>
  );
}

const components = {
  a: Anchor,
  h1: Emphasis,
  h2: Emphasis,
  h3: Emphasis,
  h4: Emphasis,
  h5: Emphasis,
  h6: Emphasis,
  p: ({ children }: Heading) => <p className="break-words">{children}</p>,
  strong: ({ children }: Heading) => <strong className="font-semibold">{children}</strong>,
  ul: ({ children }: Heading) => <ul className="grid list-disc gap-1 pl-5">{children}</ul>,
  ol: ({ children }: Heading) => <ol className="grid list-decimal gap-1 pl-5">{children}</ol>,
  li: ({ children }: Heading) => <li className="break-words">{children}</li>,
  blockquote: ({ children }: Heading) => <blockquote className="border-l-2 pl-3 text-ink-soft">{children}</blockquote>,
  pre: ({ children }: Heading) => <pre className="overflow-x-auto rounded-md bg-muted p-3 text-sm">{children}</pre>,
  code: ({ children }: Heading) => <code className="font-mono text-sm">{children}</code>,
  inlineCode: ({ children }: Heading) => <code className="rounded-sm bg-muted px-1 font-mono text-sm">{children}</code>,
  table: ({ children }: Heading) => <table className="block overflow-x-auto text-left text-sm">{children}</table>,
  th: ({ children }: Heading) => <th className="border-b px-2 py-1 font-medium">{children}</th>,
  td: ({ children }: Heading) => <td className="border-b px-2 py-1">{children}</td>,
  hr: () => <hr />,
};

type MarkdownBodyProps = {
  text: string;
  /** More of it is still to come: a half-written list or emphasis is closed for the eye. */
  isStreaming: boolean;
};

/**
 * Markdown of an agent. Raw HTML is dropped, pictures and forms are not drawn, and only addresses of the web and of
 * mail become links: what an agent says may quote what a stranger wrote.
 */
export function MarkdownBody({ text, isStreaming }: MarkdownBodyProps) {
  return (
    <Streamdown
      className="grid gap-2"
      mode={isStreaming ? 'streaming' : 'static'}
      skipHtml
      disallowedElements={blockedElements}
      controls={false}
      linkSafety={{ enabled: false }}
      components={components}
    >
      {text}
    </Streamdown>
  );
}
