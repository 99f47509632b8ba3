'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { PassagePlace } from '#lib/domain/guardrails/guardrail-finding';
import { passageHref } from '#lib/domain/guardrails-view/where';
import type { GuardrailFinding } from '#lib/server/guardrails/queries';
import { usePlaceName } from '../document/viewer/use-place-name.ts';

type PassageListProps = { finding: GuardrailFinding; places: readonly PassagePlace[] };

/** The passages of a finding: the first one, and the rest behind a click. */
export function PassageList({ finding, places }: PassageListProps) {
  const t = useTranslations('guardrails');
  const [first, ...rest] = places;
  if (!first) return null;
  return (
    <>
      <Passage finding={finding} place={first} />
      {rest.length > 0 && (
        <details className="group mt-1 text-sm">
          <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-sm text-ink-soft hover:text-ink [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden className="size-3.5 shrink-0 group-open:rotate-90" />
            {t('morePlaces', { count: rest.length })}
          </summary>
          {rest.map((place, index) => (
            // Places have no id of their own, and their order is fixed.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Passage key={index} finding={finding} place={place} />
          ))}
        </details>
      )}
    </>
  );
}

function Passage({ finding, place }: { finding: GuardrailFinding; place: PassagePlace }) {
  const { long } = usePlaceName(place.position ?? {});
  const where = place.file === undefined ? long : `${place.file}${place.line === undefined ? '' : `:${place.line}`}`;
  const href = passageHref(finding, place);
  return (
    <div className="mt-1.5 max-w-prose border-l-2 border-line pl-2.5 text-sm">
      {where !== '' &&
        (href ? (
          <Link href={href} className="break-words text-accent-text hover:underline">
            <bdi>{where}</bdi>
          </Link>
        ) : (
          <bdi className="text-ink-soft">{where}</bdi>
        ))}
      {place.quote && (
        <blockquote className="line-clamp-3 break-words text-ink-soft">
          <bdi>“{place.quote}”</bdi>
        </blockquote>
      )}
    </div>
  );
}
