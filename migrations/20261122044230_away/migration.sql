ALTER TABLE "agents" ADD COLUMN "away_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "away_until" timestamp (3) with time zone;