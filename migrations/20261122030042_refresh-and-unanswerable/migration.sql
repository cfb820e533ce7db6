ALTER TABLE "accounts" ADD COLUMN "refresh_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "unanswerable" text;