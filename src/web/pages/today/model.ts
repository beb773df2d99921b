/** What the API answers about today, as this page reads it. */

export interface Period {
  purchases: number;
  buyers: number;
  gross_value: number | null;
  returning_share_orders: number | null;
  returning_share_value: number | null;
  aov_new: number | null;
  aov_returning: number | null;
  value_per_buyer: number | null;
  items_per_order: number | null;
}

export interface Overview {
  customers: number;
  purchases: number;
  guests_purchases: number;
  guests_value: number | null;
  gross_value: number | null;
  refunds_value: number | null;
  net_value: number | null;
  currency: string | null;
  repeat_customers: number;
  repeat_rate: number | null;
  repeat_rate_by_day: number | null;
  returning_share_orders: number | null;
  returning_share_value: number | null;
  aov_new: number | null;
  aov_returning: number | null;
  value_per_buyer: number | null;
  items_per_order: number | null;
  by_currency?: Overview[];
}

export interface LastImport {
  id: string;
  file_name: string;
  shop: string;
  finished_at: string;
  unchanged: number;
  rejected: number;
  customers_new: number;
  orders_new: number;
  orders_updated: number;
}

export interface Task {
  code: string;
  text: string;
  import_id: string | null;
}

export interface Today {
  as_of: string;
  currency: string | null;
  overview: Overview;
  months: (Period & { month: string })[];
  shops: { id: string; name: string; is_sample: boolean; overview: Overview }[];
  sample_left_out: boolean;
  around: { date: string; days: number; before: Period; after: Period } | null;
  tied: {
    orders: number;
    tied: number;
    share: number | null;
    reasons: { reason: string; text: string; orders: number }[];
  };
  last_import: LastImport | null;
  todo: Task[];
}
