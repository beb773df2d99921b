-- scope: business
-- The lens now mirrors these too: who a customer is, why they leave and what a promotion cost are
-- asked of many customers at once.

SELECT watch_changes('parcel_scan', 'id'), watch_changes('conversation', 'id'), watch_changes('product_price', 'id'),
       watch_changes('occasion', 'id'), watch_changes('customer_attribute', 'id'), watch_changes('consent', 'id'),
       watch_changes('ad_spend', 'id'), watch_changes('dsr', 'id');
