import { find } from '../api.ts';
import { copyable, copyButton, dialog, facts, h, heading, time } from '../dom.ts';
import { liveButton } from '../live.ts';
import { opens } from '../opened.ts';
import { table } from '../table.ts';
import type { Section } from '../view.ts';

type Mail = { to: string; medium?: string; subject: string; body: string; code?: string; sentAt: string };

export const mailbox: Section = {
  id: 'mailbox',
  title: 'Mailbox',
  async render(view) {
    let seen = '-';
    const show = async () => {
      const mails = (await find<Mail[]>('mailbox')) ?? [];
      const now = `${mails.length} ${mails[0]?.sentAt ?? ''}`;
      if (now === seen) return;
      seen = now;
      view.show(
        heading(
          'Mailbox',
          [],
          liveButton(view, show, () => (seen = '-')),
        ),
        table(view, {
          name: 'mails',
          rows: mails,
          sort: '-sent',
          empty: 'Nothing was mailed. Codes of sign-ups and forgotten passwords arrive here.',
          open: (mail) => opens(view, 'mail', `${mail.to} ${mail.sentAt}`, () => showMail(mail)),
          columns: [
            { key: 'to', title: 'To', value: ({ to }) => to },
            {
              key: 'code',
              title: 'Code',
              value: ({ code }) => code,
              cell: ({ code }) => (code ? copyable(code) : '–'),
            },
            { key: 'subject', title: 'Subject', minor: true, value: ({ subject }) => subject },
            {
              key: 'medium',
              title: 'By',
              minor: true,
              value: ({ medium }) => (medium === 'SMS' ? 'text message' : 'mail'),
            },
            {
              key: 'sent',
              title: 'Sent',
              value: ({ sentAt }) => Date.parse(sentAt),
              cell: ({ sentAt }) => time(sentAt),
            },
          ],
        }),
      );
    };
    await show();
  },
};

function showMail({ to, subject, body, code, sentAt }: Mail): HTMLDialogElement {
  return dialog(subject || 'Message', () => [
    facts([
      ['To', copyable(to)],
      ['Sent', time(sentAt)],
      ['Code', code && h('span', { class: 'copyable' }, h('code', {}, code), copyButton(code))],
    ]),
    // As text: what a template or a person wrote is shown, never rendered.
    h('pre', { tabindex: 0, role: 'region', 'aria-label': 'Text' }, body),
  ]);
}
