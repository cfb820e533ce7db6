ALTER TABLE "accounts" ADD COLUMN "trouble_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "trouble" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "trouble_told_at" timestamp (3) with time zone;