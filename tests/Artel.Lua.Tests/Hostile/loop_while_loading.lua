-- expect: error Timeout takes too long to load
-- A file that does not return.
while true do end
