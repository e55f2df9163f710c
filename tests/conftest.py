"""What every test may ask for. Servers are private, started when first needed, and listed when they are missing."""
