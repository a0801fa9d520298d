-- What is looked for among what waits where memory is full: what takes something away, which goes before
-- all else, and what is about nobody. Of a million that wait behind an address both are hardly any.
CREATE INDEX webhook_delivery_urgent ON webhook_delivery (endpoint_id, idx)
    WHERE course = 'pending' AND urgent;
CREATE INDEX webhook_delivery_of_nobody ON webhook_delivery (endpoint_id, idx)
    WHERE course = 'pending' AND customer_id IS NULL;
