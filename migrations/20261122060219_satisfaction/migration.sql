ALTER TABLE "tickets" ADD COLUMN "ask_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "satisfaction" integer;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "rated_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "tickets_by_asking" ON "tickets" USING btree ("workspace_id","asked_at") WHERE asked_at is not null;--> statement-breakpoint
CREATE INDEX "tickets_by_rating" ON "tickets" USING btree ("workspace_id","rated_at") WHERE rated_at is not null;