-- expect: error RateLimited memory limit of 64 MiB reached; to allow more, raise MemoryBytes
-- The default.
return function()
  local t = {} while true do t[#t + 1] = { #t } end
end
