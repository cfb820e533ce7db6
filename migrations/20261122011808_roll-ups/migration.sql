ALTER TABLE "posts" ADD COLUMN "roll_up_id" bigint;--> statement-breakpoint
CREATE INDEX "posts_on_roll_up" ON "posts" USING btree ("roll_up_id") WHERE roll_up_id is not null;--> statement-breakpoint
CREATE INDEX "posts_standing" ON "posts" USING btree ("channel_id","ts");