'use client';

import { useTheme } from 'next-themes';
import { sizeOfSvg, themedSvg } from '#lib/domain/design-view/themed-svg';

type PictureProps = { svg: string; title: string; className: string };

/** A picture of a stranger's making is shown as an image: nothing in it runs, and nothing is loaded by it. */
export function DiagramPicture({ svg, title, className }: PictureProps) {
  const { resolvedTheme } = useTheme();
  const themed = themedSvg(svg, resolvedTheme === 'dark');
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(themed)}`;
  const size = sizeOfSvg(svg);
  // eslint-disable-next-line @next/next/no-img-element -- a picture made in the browser needs no optimizing
  return <img src={address} alt={title} {...size} className={className} style={{ height: 'auto' }} />;
}
