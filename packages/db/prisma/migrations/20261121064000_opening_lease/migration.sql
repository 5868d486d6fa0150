-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "opening_until" TIMESTAMPTZ(6);
