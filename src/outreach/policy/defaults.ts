import type { Policy } from './schema.ts';

/** Where the ePrivacy directive is law, or what was made of it: the EU, the EEA and the United Kingdom. */
export const EPRIVACY =
  'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO GB'.split(
    ' ',
  );

const NOWHERE = { countries: [], kinds: [] };

/**
 * What holds until the shop decides otherwise. The reason of each rule, with its source, is shown beside it
 * (`policy_reason_…` in the texts).
 */
export const DEFAULT_POLICY: Policy = {
  hours: [
    // China: promotional SMS 08:00–22:00 by the carriers' rule; the narrower span disturbs less.
    {
      countries: ['CN'],
      service: ['07:00', '23:00'],
      care: ['08:00', '22:00'],
      promotion: ['09:00', '21:00'],
    },
    // Elsewhere as 47 CFR 64.1200(c)(1) has it for the United States.
    {
      countries: null,
      service: ['07:00', '23:00'],
      care: ['08:00', '21:00'],
      promotion: ['08:00', '21:00'],
    },
  ],
  caps: [
    { classes: ['promotion'], kinds: null, max: 1, days: 1, grades: {} },
    { classes: ['promotion'], kinds: null, max: 2, days: 7, grades: {} },
    { classes: ['promotion'], kinds: null, max: 6, days: 30, grades: {} },
    { classes: ['care', 'promotion'], kinds: null, max: 2, days: 1, grades: {} },
    { classes: ['care', 'promotion'], kinds: null, max: 4, days: 7, grades: {} },
    // No bug of a programme shall ring a phone all day, services included.
    { classes: ['service', 'care', 'promotion'], kinds: null, max: 6, days: 1, grades: {} },
  ],
  consent: {
    service: { required: false, soft_opt_in: NOWHERE },
    care: { required: false, soft_opt_in: NOWHERE },
    promotion: { required: true, soft_opt_in: { countries: EPRIVACY, kinds: ['email'] } },
  },
  complaint_stops: ['promotion'],
  public_address_required: true,
};
