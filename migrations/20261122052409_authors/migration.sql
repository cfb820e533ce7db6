-- What is there already is found by its customer's name too.
UPDATE "messages" SET "author" = nullif(concat_ws(' ', "customers"."name", "customers"."handle"), '')
FROM "customers" WHERE "customers"."id" = "messages"."customer_id" AND "messages"."direction" = 'inbound';
