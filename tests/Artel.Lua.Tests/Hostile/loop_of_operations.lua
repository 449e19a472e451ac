-- expect: terminated
-- Work that is just shorter than a time slice, and an operation after each: no slice ever ends by itself.
return function()
  local buffer = channel.new(1)
  while true do
    for i = 1, 20000 do end
    buffer:send(1)
    buffer:receive()
  end
end
