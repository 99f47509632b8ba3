'use client';

import { type ComponentType, useEffect, useState } from 'react';

type MarkdownProps = { text: string; isStreaming?: boolean };
type Body = ComponentType<{ text: string; isStreaming: boolean }>;

let loaded: Body | undefined;

async function loadBody(): Promise<Body> {
  loaded ??= (await import('./markdown-body.tsx')).MarkdownBody;
  return loaded;
}

/** Markdown whose renderer is loaded after the page is there; until then its text stands as it was written. */
export function Markdown({ text, isStreaming = false }: MarkdownProps) {
  const [Rendered, setRendered] = useState<Body | undefined>(() => loaded);
  useEffect(() => {
    let isOver = false;
    // Without its renderer the text stays readable as it is.
    void loadBody().then(
      (body) => isOver || setRendered(() => body),
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, []);
  if (!Rendered) return <div className="break-words whitespace-pre-wrap">{text.replaceAll('**', '')}</div>;
  return <Rendered text={text} isStreaming={isStreaming} />;
}
