ALTER TABLE "posts" DROP CONSTRAINT "posts_channel_id_channels_id_fk";
--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "elsewhere" text;