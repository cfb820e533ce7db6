ALTER TABLE "reminders" ADD COLUMN "at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "reminders" SET "at" = "said_at";--> statement-breakpoint
ALTER TABLE "reminders" ALTER COLUMN "at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "reminders" ADD COLUMN "schedule" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "resolution_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "solve_by" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "listed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "posts_of_channel" ON "posts" USING btree ("workspace_id","kind","channel_id","id") WHERE ticket_id is null;--> statement-breakpoint
CREATE INDEX "tickets_listed" ON "tickets" USING btree ("workspace_id") WHERE listed_at is not null;