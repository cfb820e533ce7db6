ALTER TABLE "accounts" ADD COLUMN "told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "polled_at" timestamp (3) with time zone;