%% The workloads in Erlang. Prints the nanoseconds that a workload took and how much was handled, both to be verified by the caller;
%% `idle` prints bytes, `latency` prints the nanoseconds of each round trip.
-module(workloads).
-export([main/1]).

-define(BURST, 1000).

main([Workload, First, Second]) ->
    Me = self(),
    Run = fun() -> Me ! {result, run(list_to_atom(Workload), list_to_integer(First), list_to_integer(Second))} end,
    {_, Watch} = spawn_monitor(Run),
    receive
        {result, Numbers} ->
            [io:format("~w~n", [Number]) || Number <- Numbers],
            halt(0);
        {'DOWN', Watch, process, _, Why} ->
            io:format("~p~n", [Why]),
            halt(1)
    end.

%% Runs what is timed; it gives how much was handled.
timed(Work) ->
    From = erlang:monotonic_time(nanosecond),
    Handled = Work(),
    [erlang:monotonic_time(nanosecond) - From, Handled].

%% Adds up what a number of parties have handled.
arrivals(0, Handled) -> Handled;
arrivals(Missing, Handled) -> receive {done, Count} -> arrivals(Missing - 1, Handled + Count) end.

run(pairs, Pairs, Rounds) ->
    Pings = [start_pair(self(), Rounds) || _ <- lists:seq(1, Pairs)],
    timed(fun() ->
        [Ping ! go || Ping <- Pings],
        arrivals(2 * Pairs, 0)
    end);

run(fan_in, Producers, Each) ->
    Counter = start_counter(self(), Producers * Each),
    timed(fun() ->
        [spawn(fun() -> send_many(Counter, Each) end) || _ <- lists:seq(1, Producers)],
        arrivals(1, 0)
    end);

run(fan_in_bursts, Producers, Each) ->
    Counter = start_counter(self(), Producers * Each),
    timed(fun() ->
        [spawn(fun() -> self() ! go, bursts(Counter, Each) end) || _ <- lists:seq(1, Producers)],
        arrivals(1, 0)
    end);

run(ask, Clients, Each) ->
    Main = self(),
    Echo = spawn_link(fun echo/0),
    timed(fun() ->
        [spawn_link(fun() -> Main ! {done, ask_all(Echo, Each, 0)} end) || _ <- lists:seq(1, Clients)],
        arrivals(Clients, 0)
    end);

run(spawn, Count, _) ->
    Left = atomics:new(1, []),
    atomics:put(Left, 1, Count),
    Main = self(),
    timed(fun() ->
        spawn_link(fun() -> [spawn(fun() -> one_shot(Left, Main) end) ! go || _ <- lists:seq(1, Count)] end),
        receive last -> Count end
    end);

run(idle, Count, _) ->
    touch(start_idle(100)),
    [erlang:garbage_collect(Process) || Process <- processes()],
    Before = erlang:memory(total),
    Idle = start_idle(Count),
    touch(Idle),
    [erlang:garbage_collect(Process) || Process <- processes()],
    After = erlang:memory(total),
    Count = length(Idle),
    [After - Before];

run(sky, Size, _) ->
    Main = self(),
    timed(fun() ->
        spawn_link(fun() -> sky(Main, 0, Size) end),
        receive {sum, Sum} -> Sum end
    end);

run(ring, Size, Laps) ->
    Main = self(),
    First = spawn_link(fun() -> receive {next, Next} -> first_seat(Next, Laps, 0, Main) end end),
    Last = lists:foldl(fun(_, Next) -> spawn_link(fun() -> seat(Next, 0, Main) end) end, First, lists:seq(2, Size)),
    First ! {next, Last},
    timed(fun() -> First ! token, arrivals(Size, 0) end);

run(monitors, Count, _) ->
    Main = self(),
    Watched = start_idle(Count),
    spawn_link(fun() ->
        [monitor(process, Process) || Process <- Watched],
        Main ! ready,
        Main ! {done, downs(Count, 0)}
    end),
    receive ready -> ok end,
    touch(Watched),
    timed(fun() ->
        [exit(Process, kill) || Process <- Watched],
        arrivals(1, 0)
    end);

run(links, Count, _) ->
    Main = self(),
    First = spawn(fun() -> linked(Count - 1, Main) end),
    Last = receive {last, Process} -> Process end,
    Watch = monitor(process, Last),
    timed(fun() ->
        exit(First, kill),
        receive {'DOWN', Watch, process, _, _} -> Count end
    end);

run(latency, Samples, Pairs) ->
    Main = self(),
    Busy = [start_pair(self(), infinity) || _ <- lists:seq(1, Pairs)],
    [Ping ! go || Ping <- Busy],
    Pong = spawn_link(fun() -> pong(Main, 0) end),
    spawn_link(fun() -> Main ! {times, sample(Pong, Samples, [])} end),
    receive {times, Times} -> Times end.

start_pair(Main, Rounds) ->
    Pong = spawn_link(fun() -> pong(Main, 0) end),
    spawn_link(fun() -> receive go -> ok end, Main ! {done, ping(Pong, Rounds, 0)}, Pong ! stop end).

ping(_, Rounds, Rounds) -> Rounds;
ping(Pong, Rounds, Count) ->
    Pong ! {ping, self()},
    receive pong -> ping(Pong, Rounds, Count + 1) end.

pong(Main, Count) ->
    receive
        {ping, From} -> From ! pong, pong(Main, Count + 1);
        stop -> Main ! {done, Count}
    end.

sample(_, 0, Times) -> Times;
sample(Pong, Left, Times) ->
    From = erlang:monotonic_time(nanosecond),
    Pong ! {ping, self()},
    receive pong -> sample(Pong, Left - 1, [erlang:monotonic_time(nanosecond) - From | Times]) end.

start_counter(Main, Expected) -> spawn_link(fun() -> count(Expected, 0, Main) end).

count(Expected, Expected, Main) -> Main ! {done, Expected};
count(Expected, Count, Main) -> receive count -> count(Expected, Count + 1, Main) end.

send_many(_, 0) -> ok;
send_many(To, Left) -> To ! count, send_many(To, Left - 1).

bursts(_, 0) -> ok;
bursts(To, Left) ->
    receive go -> ok end,
    Burst = min(Left, ?BURST),
    send_many(To, Burst),
    self() ! go,
    bursts(To, Left - Burst).

%% What gen_server:call does: a monitor and an alias for each question.
echo() -> receive {'$gen_call', From, Number} -> gen:reply(From, Number), echo() end.

ask_all(_, 0, Right) -> Right;
ask_all(Echo, Left, Right) ->
    case gen:call(Echo, '$gen_call', Left, infinity) of
        {ok, Left} -> ask_all(Echo, Left - 1, Right + 1);
        _ -> ask_all(Echo, Left - 1, Right)
    end.

one_shot(Left, Main) ->
    receive go -> ok end,
    case atomics:sub_get(Left, 1, 1) of
        0 -> Main ! last;
        _ -> ok
    end.

start_idle(Count) -> [spawn(fun idle/0) || _ <- lists:seq(1, Count)].

idle() -> receive {touch, From} -> From ! {done, 1}, idle() end.

%% Waits until each has handled what it was sent before.
touch(Processes) ->
    [Process ! {touch, self()} || Process <- Processes],
    Count = length(Processes),
    Count = arrivals(Count, 0).

sky(Parent, First, 1) -> Parent ! {sum, First};
sky(Parent, First, Size) ->
    Me = self(),
    Branch = Size div 10,
    [spawn(fun() -> sky(Me, First + I * Branch, Branch) end) || I <- lists:seq(0, 9)],
    Parent ! {sum, sums(10, 0)}.

sums(0, Sum) -> Sum;
sums(Missing, Sum) -> receive {sum, Part} -> sums(Missing - 1, Sum + Part) end.

first_seat(Next, Laps, Laps, Main) ->
    receive token -> Next ! stop end,
    receive stop -> Main ! {done, Laps} end;
first_seat(Next, Laps, Seen, Main) -> receive token -> Next ! token, first_seat(Next, Laps, Seen + 1, Main) end.

seat(Next, Seen, Main) ->
    receive
        token -> Next ! token, seat(Next, Seen + 1, Main);
        stop -> Main ! {done, Seen}, Next ! stop
    end.

downs(Expected, Expected) -> Expected;
downs(Expected, Count) -> receive {'DOWN', _, process, _, _} -> downs(Expected, Count + 1) end.

linked(0, Main) -> Main ! {last, self()}, receive never -> ok end;
linked(More, Main) -> spawn_link(fun() -> linked(More - 1, Main) end), receive never -> ok end.
