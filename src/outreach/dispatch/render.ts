import { ok } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { EPRIVACY } from '../policy/index.ts';
import { renderTouches, SAMPLE_LINKS, type Links } from '../templates/index.ts';
import { linksFor, openLink, shorten, type LinkMaker } from '../tracking/index.ts';
import type { ClaimedTouch, OpenChannel, Rendered } from './types.ts';

/** The mailbox shows what would go out; where nobody could follow a link, it shows what one looks like. */
const linksOf = (maker: LinkMaker, touch: ClaimedTouch, channel: OpenChannel): Links =>
  maker.publicUrl === null && channel.vendor.name === 'mailbox'
    ? SAMPLE_LINKS
    : linksFor(maker, touch.id);

/** Marketing and care count their clicks; a service message leads straight on. */
const counts = (touch: ClaimedTouch): boolean => touch.class !== 'service';

/**
 * Reading what a picture tells of somebody's device wants their consent there (ePrivacy directive, art. 5(3)), and a
 * yes to offers is none; who lives nobody knows where may live there.
 */
const mayCountOpen = (touch: ClaimedTouch, country: string | null): boolean =>
  touch.kind === 'email' && counts(touch) && country !== null && !EPRIVACY.includes(country);

/** A batch written out in the channel's own way: its text from the templates, its links short and signed. */
export async function render(
  tx: Tx,
  touches: ClaimedTouch[],
  channel: OpenChannel,
  maker: LinkMaker,
  now: Date,
): Promise<Map<number, Rendered>> {
  const links = touches.map((touch) => linksOf(maker, touch, channel));
  const results = await renderTouches(
    tx,
    touches.map(({ customer, shop, kind, template, ...touch }) => ({
      ...{ customer_id: customer, shop_id: shop, kind, class: touch.class, content: touch.content },
      ...{ template_id: template?.id ?? null, template_number: template?.number ?? null },
      ...{ params: touch.params, zone: touch.zone },
    })),
    {
      now,
      linksOf: (index) => links[index] as Links,
      needsApproval: channel.vendor.needsApproval ? channel.vendor.name : null,
    },
  );
  const short = await shorten(
    tx,
    maker,
    touches.map((touch, i) => {
      const result = results[i];
      const keep = Object.values(links[i] as Links);
      const written = result?.ok && counts(touch) ? result.value : { text: '', html: null };
      return { touch: touch.id, text: written.text, html: written.html, keep };
    }),
  );
  return new Map(
    touches.map((touch, i) => {
      const result = results[i] as (typeof results)[0];
      if (!result.ok) return [touch.id, result];
      const { language, subject, approved, facts } = result.value;
      const { text, html } = counts(touch) ? (short[i] as (typeof short)[0]) : result.value;
      const message = {
        ...{ to: touch.address, language, subject, text, html, approved },
        unsubscribeUrl:
          touch.kind === 'email' && touch.class !== 'service'
            ? (links[i]?.unsubscribe ?? null)
            : null,
        openUrl: mayCountOpen(touch, facts.customer.country) ? openLink(maker, touch.id) : null,
        about: {
          ...{ name: facts.customer.name, nick: facts.customer.nick, shop: facts.sender.name },
          order: facts.last_order?.number ?? null,
        },
      };
      return [touch.id, ok(message)];
    }),
  );
}
