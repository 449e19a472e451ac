using Artel.Security;

namespace Artel.Conformance;

/// <summary>Sending, mailbox, routing: statements 1 to 23.</summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class SendingConformance<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    private const string Unknown = "{local@conf:processes|ffff.7}";

    [Fact]
    public async Task S001_messages_of_one_sender_to_one_receiver_arrive_in_the_order_sent()
    {
        var sender = Spawn();
        var receiver = Spawn();
        await sender.BatchAsync([.. Enumerable.Range(0, 1000).Select(n => new object?[] { "send", receiver.Pid, Puppet.NoteTopic, n })]);
        var taken = await receiver.BatchAsync([.. Enumerable.Repeat(new object?[] { "take" }, 1000)]);
        Assert.Equal(Enumerable.Range(0, 1000), taken.Select(static note => Number(SeenMessage.Read(note.Value).Payload)));
    }

    [Fact]
    public async Task S002_a_send_to_a_pid_that_never_was_or_has_ended_is_not_found_and_names_it()
    {
        var sender = Spawn();
        var dead = await SpawnDeadAsync();
        foreach (var pid in (string[])[dead.Text, Unknown, "{elsewhere@conf:processes|1.1}", "{local@conf:nowhere|1.1}"])
        {
            var error = await sender.FailsAsync("send", pid, "topic", 1);
            Assert.Equal(ErrorKind.NotFound, error.Kind);
            Assert.Contains(pid, error.Message, StringComparison.Ordinal);
        }

        var alive = Spawn();
        Assert.Equal(true, await sender.DoAsync("send", alive.Pid, "topic", 1));
    }

    [Fact]
    public async Task S003_a_send_to_an_unregistered_name_is_not_found_and_names_it()
    {
        var error = await Spawn().FailsAsync("send", "nobody at all", "topic", 1);
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Contains("nobody at all", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S004_a_destination_is_read_as_pid_text_first_and_then_as_a_name()
    {
        var sender = Spawn();
        var meant = Spawn();
        var impostor = Spawn();
        var dead = await SpawnDeadAsync();
        await impostor.DoAsync("register", meant.Text);
        await impostor.DoAsync("register", dead.Text);
        await impostor.DoAsync("register", "by name");

        await sender.DoAsync("send", meant.Text, Puppet.NoteTopic, "by pid");
        Assert.Equal("by pid", (await meant.TakeAsync()).Payload);
        Assert.Equal(ErrorKind.NotFound, (await sender.FailsAsync("send", dead.Text, Puppet.NoteTopic)).Kind);
        await sender.DoAsync("send", "by name", Puppet.NoteTopic, "by name");
        Assert.Equal("by name", (await impostor.TakeAsync()).Payload);
    }

    [Fact]
    public async Task S005_without_the_permission_nothing_is_learnt_about_names()
    {
        // A free name of which the sender may learn: NOT_FOUND. One of which it may not: PERMISSION_DENIED, as for a name that is taken.
        var owner = Spawn();
        await owner.DoAsync("register", "secret.taken");
        var sender = SpawnWithin(p => p.Allow("*").Deny("process.*").On("secret.*", owner.Text));
        foreach (var operation in (string[])["send", "terminate", "cancel", "monitor", "unmonitor", "link", "unlink"])
        {
            object?[] more = operation == "send" ? ["topic"] : [];
            Assert.Equal(ErrorKind.NotFound, (await sender.FailsAsync(operation, ["free", .. more])).Kind);
            var free = await sender.FailsAsync(operation, ["secret.free", .. more]);
            Assert.Equal((ErrorKind.PermissionDenied, $"process.{operation}", "secret.free"), (free.Kind, free.Action, free.Resource));
            Assert.Equal(ErrorKind.PermissionDenied, (await sender.FailsAsync(operation, ["secret.taken", .. more])).Kind);
        }

        Assert.Equal(owner.Text, await Spawn().DoAsync("lookup", "secret.taken"));
    }

    [Fact]
    public async Task S005_a_dead_pid_that_may_not_be_sent_to_is_denied_like_a_living_one()
    {
        var sender = SpawnWithin(static p => p.Allow("*").Deny("process.send"));
        foreach (var target in new[] { Spawn(), await SpawnDeadAsync() })
        {
            var error = await sender.FailsAsync("send", target.Pid, "topic");
            Assert.Equal((ErrorKind.PermissionDenied, "process.send", target.Text), (error.Kind, error.Action, error.Resource));
        }
    }

    [Fact]
    public async Task S006_the_resource_of_the_permission_is_the_resolved_pid()
    {
        var denied = Spawn();
        await denied.DoAsync("register", "denied");
        var sender = SpawnWithin(p => p.Allow("*").Deny("process.send").On(denied.Text));
        await sender.DoAsync("send", Spawn().Pid, "topic");
        foreach (var destination in (string[])[denied.Text, "denied"])
        {
            var error = await sender.FailsAsync("send", destination, Puppet.NoteTopic);
            // The error names what was passed: whose pid a name is, is no business of who may not use it (statement 5).
            Assert.Equal((ErrorKind.PermissionDenied, destination), (error.Kind, error.Resource));
        }

        await AssertNoNoteAsync(denied);
    }

    [Theory]
    [InlineData("meta.host", ConformanceApp.PatientHost)]
    [InlineData("meta.name", "allowed")]
    [InlineData("meta.topic", "allowed topic")]
    [InlineData("meta.definition", null)]
    public async Task S006_definition_host_name_and_topic_are_attributes_of_the_check(string field, string? value)
    {
        var sender = SpawnWithin(p => p.Allow("process.send").When(field, ConditionOperator.Equal, value ?? TLanguage.Puppet));
        var allowed = Spawn(ConformanceApp.PatientHost);
        await allowed.DoAsync("register", "allowed");
        var other = Find(Runtime.Spawn(TLanguage.Successor, ConformanceApp.Host));
        await other.DoAsync("register", "other");

        // By pid and by name alike: both lead to the same process, which has its name either way.
        await sender.DoAsync("send", allowed.Pid, "allowed topic");
        await sender.DoAsync("send", "allowed", "allowed topic");
        var topic = field == "meta.topic" ? "other topic" : "allowed topic";
        Assert.Equal(ErrorKind.PermissionDenied, (await sender.FailsAsync("send", other.Pid, topic)).Kind);
        Assert.Equal(ErrorKind.PermissionDenied, (await sender.FailsAsync("send", "other", topic)).Kind);
        await allowed.TerminateAsync();
    }

    [Fact]
    public async Task S007_a_process_may_send_to_itself()
    {
        var puppet = Spawn();
        await puppet.DoAsync("send", puppet.Pid, Puppet.NoteTopic, "hello me");
        var note = await puppet.TakeAsync();
        Assert.Equal("hello me", note.Payload);
        Assert.Equal(puppet.Text, note.From);
    }

    [Fact]
    public async Task S007_a_function_may_send_to_itself() =>
        Assert.Equal("hello me", await Spawn().DoAsync("funcs.call", Definition("self-sender"), "hello me"));

    [Fact]
    public async Task S008_a_mailbox_is_unbounded_unless_something_bounds_it()
    {
        const int Many = 50_000;
        var receiver = Spawn();
        var busy = await KeepBusyAsync(receiver);
        for (var i = 0; i < Many; i++)
            Runtime.Send(receiver.Pid, Puppet.NoteTopic, i);
        await busy.ReleaseAsync();

        // In parts, since what one answer may hold is bounded.
        const int Part = 5_000;
        for (var last = Part - 1; last < Many; last += Part)
        {
            var taken = await receiver.BatchAsync([.. Enumerable.Repeat(new object?[] { "take" }, Part)]);
            Assert.Equal(last, Number(SeenMessage.Read(taken[^1].Value).Payload));
        }
    }

    [Fact]
    public async Task S008_a_full_bounded_mailbox_answers_rate_limited()
    {
        var sender = Spawn();
        var receiver = Spawn(ConformanceApp.BoundedHost);
        var busy = await KeepBusyAsync(receiver, ["take"]);
        for (var i = 0; i < ConformanceApp.MailboxLength; i++)
            await sender.DoAsync("send", receiver.Pid, Puppet.NoteTopic, i);
        var error = await sender.FailsAsync("send", receiver.Pid, Puppet.NoteTopic, "too much");
        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        Assert.True(error.Retryable);
        Assert.Contains(receiver.Text, error.Message, StringComparison.Ordinal);
        await busy.ReleaseAsync();
        Assert.Equal(true, await sender.DoAsync("send", receiver.Pid, Puppet.NoteTopic, "fits again"));
        await receiver.TerminateAsync();
    }

    [Fact]
    public async Task S008_a_full_bounded_mailbox_makes_the_sender_wait_where_so_configured()
    {
        var sender = Spawn();
        var receiver = Spawn(ConformanceApp.WaitingHost);
        var busy = await KeepBusyAsync(receiver, ["take"]);
        for (var i = 0; i < ConformanceApp.MailboxLength; i++)
            await sender.DoAsync("send_waiting", receiver.Pid, Puppet.NoteTopic, i);
        var waiting = sender.DoAsync("send_waiting", receiver.Pid, Puppet.NoteTopic, "waits");
        await sender.DoAsync("id");
        Assert.False(waiting.IsCompleted);
        await busy.ReleaseAsync();
        Assert.Equal(true, await waiting);
        await receiver.TerminateAsync();
    }

    [Fact]
    public async Task S009_a_message_whose_topic_has_a_listener_goes_to_it_and_never_to_the_inbox()
    {
        var puppet = Spawn();
        await puppet.BatchAsync(["inbox"], ["listen", "mine"]);
        Runtime.Send(puppet.Pid, "mine", 1);
        Runtime.Send(puppet.Pid, "other", 2);
        Assert.Equal("other", (await puppet.ReceiveAsync()).Topic);
        Assert.Equal(1, Number((await puppet.ReceiveAsync("mine")).Value));
    }

    [Fact]
    public async Task S010_a_topic_without_a_listener_goes_to_the_inbox_once_asked_for_and_is_kept_else()
    {
        var withInbox = Spawn();
        await withInbox.DoAsync("inbox");
        Runtime.Send(withInbox.Pid, "plain", 1);
        Assert.Equal("plain", (await withInbox.ReceiveAsync()).Topic);

        var withoutInbox = Spawn();
        Runtime.Send(withoutInbox.Pid, "kept", 1);
        await withoutInbox.DoAsync("id");
        await withoutInbox.DoAsync("listen", "kept");
        Assert.Equal(1, Number((await withoutInbox.ReceiveAsync("kept")).Value));
    }

    [Fact]
    public async Task S011_what_was_sent_before_listen_inbox_and_events_is_not_lost()
    {
        var puppet = Spawn();
        for (var i = 1; i <= 3; i++)
        {
            Runtime.Send(puppet.Pid, "first", i);
            Runtime.Send(puppet.Pid, "rest", 10 * i);
        }

        var child = await SpawnByAsync(puppet, "spawn_monitored");
        await child.EndAsync("exit");
        await puppet.DoAsync("listen", "first");
        for (var i = 1; i <= 3; i++)
            Assert.Equal(i, Number((await puppet.ReceiveAsync("first")).Value));
        for (var i = 1; i <= 3; i++)
            Assert.Equal(10 * i, Number((await puppet.ReceiveAsync()).Payload));
        Assert.Equal(child.Text, (await puppet.NextEventAsync()).From);
    }

    [Fact]
    public async Task S012_routing_is_decided_at_delivery_and_not_at_arrival()
    {
        var puppet = Spawn();
        await puppet.BatchAsync(["inbox"], ["listen", "closing"]);
        var busy = await KeepBusyAsync(puppet, ["listen", "opening"], ["unlisten", "closing"]);
        Runtime.Send(puppet.Pid, "opening", 1);
        Runtime.Send(puppet.Pid, "closing", 2);
        await busy.ReleaseAsync();
        Assert.Equal(1, Number((await puppet.ReceiveAsync("opening")).Value));
        Assert.Equal("closing", (await puppet.ReceiveAsync()).Topic);
    }

    [Fact]
    public async Task S013_system_topics_are_refused_and_events_never_fall_into_the_inbox()
    {
        var puppet = Spawn();
        await puppet.DoAsync("inbox");
        foreach (var topic in (string[])["@inbox", "@events", "@"])
        {
            Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("send", puppet.Pid, topic, 1)).Kind);
            var error = await puppet.FailsAsync("listen", topic);
            Assert.Equal(ErrorKind.Invalid, error.Kind);
            Assert.Contains(topic, error.Message, StringComparison.Ordinal);
        }

        var child = await SpawnByAsync(puppet, "spawn_monitored");
        await child.EndAsync("exit");
        Runtime.Send(puppet.Pid, "marker", 1);
        Assert.Equal("marker", (await puppet.ReceiveAsync()).Topic);
        Assert.Equal(child.Text, (await puppet.NextEventAsync()).From);
    }

    [Fact]
    public async Task S014_topics_match_exactly_and_inbox_is_an_ordinary_topic()
    {
        var puppet = Spawn();
        await puppet.BatchAsync(["inbox"], ["listen", "a.b"]);
        foreach (var topic in (string[])["A.b", "a", "a.b.c", " a.b", "a.*"])
        {
            Runtime.Send(puppet.Pid, topic, 1);
            Assert.Equal(topic, (await puppet.ReceiveAsync()).Topic);
        }

        Runtime.Send(puppet.Pid, "a.b", 2);
        Assert.Equal(2, Number((await puppet.ReceiveAsync("a.b")).Value));
        Runtime.Send(puppet.Pid, "inbox", 3);
        Assert.Equal("inbox", (await puppet.ReceiveAsync()).Topic);
        var listener = await puppet.DoAsync<string>("listen", "inbox");
        Runtime.Send(puppet.Pid, "inbox", 4);
        Assert.Equal(4, Number((await puppet.ReceiveAsync(listener)).Value));
    }

    [Fact]
    public async Task S015_each_call_gives_the_same_channel_and_select_gives_it_too()
    {
        // A puppet names a channel that it has seen before by the same handle, and one that it has not by a new one.
        var puppet = Spawn();
        foreach (object?[] operation in (object?[][])[["inbox"], ["events"], ["listen", "topic"]])
        {
            var outcomes = await puppet.BatchAsync(operation, operation);
            Assert.Null(outcomes[0].Error);
            Assert.Equal(outcomes[0].Value, outcomes[1].Value);
        }

        Runtime.Send(puppet.Pid, "topic", 1);
        Assert.Equal("topic", SeenValue.Read(await puppet.DoAsync("select", "inbox", "topic")).Channel);
        Runtime.Send(puppet.Pid, "else", 1);
        Assert.Equal("inbox", SeenValue.Read(await puppet.DoAsync("select", "topic", "inbox")).Channel);
    }

    [Fact]
    public async Task S016_a_second_listen_is_no_error_and_a_conflicting_one_is_not_silent()
    {
        var puppet = Spawn();
        var first = await puppet.DoAsync<string>("listen", "topic");
        Assert.Equal(first, await puppet.DoAsync<string>("listen", "topic"));

        // A language either switches later deliveries to messages, or refuses; it never goes on with the other thing than was asked for.
        var conflicting = await puppet.TryAsync("listen_messages", "topic");
        Runtime.Send(puppet.Pid, "topic", 1);
        var received = await puppet.ReceiveAsync(first);
        if (conflicting.Error is { } error)
        {
            Assert.Equal(ErrorKind.Conflict, error.Kind);
            Assert.Contains("topic", error.Message, StringComparison.Ordinal);
            Assert.Equal(1, Number(received.Value));
        }
        else
        {
            Assert.Equal(first, conflicting.Value);
            Assert.Equal("topic", SeenMessage.Read(received.Value).Topic);
        }
    }

    [Fact]
    public async Task S017_waiting_loses_and_reorders_nothing_and_does_not_block_the_sender()
    {
        var sender = Spawn();
        var puppet = Spawn();
        await puppet.DoAsync("listen", "topic");
        var waiting = Enumerable.Range(0, 20).Select(_ => puppet.ReceiveAsync("topic")).ToArray();
        var inbox = Enumerable.Range(0, 20).Select(_ => puppet.ReceiveAsync()).ToArray();
        var happened = puppet.NextEventAsync();
        await puppet.DoAsync("id");
        for (var i = 0; i < 20; i++)
        {
            await sender.DoAsync("send", puppet.Pid, "topic", i);
            await sender.DoAsync("send", puppet.Pid, "plain", 100 + i);
        }

        await sender.DoAsync("cancel", puppet.Pid);
        Assert.Equal(Enumerable.Range(0, 20), (await Task.WhenAll(waiting)).Select(static value => Number(value.Value)));
        Assert.Equal(Enumerable.Range(100, 20), (await Task.WhenAll(inbox)).Select(static message => Number(message.Payload)));
        Assert.Equal("pid.cancel", (await happened).Kind);
    }

    [Fact]
    public async Task S018_listen_delivers_raw_values_one_none_or_several()
    {
        var sender = Spawn();
        var puppet = Spawn();
        await puppet.DoAsync("listen", "topic");
        await sender.BatchAsync(
            ["send", puppet.Pid, "topic", "one"],
            ["send", puppet.Pid, "topic"],
            ["send", puppet.Pid, "topic", "first", "second"]);
        Assert.Equal("one", (await puppet.ReceiveAsync("topic")).Value);
        Assert.Equal(new SeenValue("topic", true, null), await puppet.ReceiveAsync("topic"));
        Assert.Equal(["first", "second"], (IEnumerable<object?>)(await puppet.ReceiveAsync("topic")).Value!);
    }

    [Fact]
    public async Task S019_listening_for_messages_and_the_inbox_give_messages()
    {
        var sender = Spawn();
        var puppet = Spawn();
        await puppet.DoAsync("listen_messages", "topic");
        await sender.DoAsync("send", puppet.Pid, "topic", "a");
        await sender.DoAsync("send", puppet.Pid, "plain", "b");
        var expected = new SeenMessage("topic", sender.Text, "a");
        Assert.Equal(expected, SeenMessage.Read((await puppet.ReceiveAsync("topic")).Value));
        Assert.Equal(new SeenMessage("plain", sender.Text, "b"), await puppet.ReceiveAsync());
    }

    [Fact]
    public async Task S020_a_send_without_payload_is_legal()
    {
        var sender = Spawn();
        var puppet = Spawn();
        Assert.Equal(true, await sender.DoAsync("send", puppet.Pid, Puppet.NoteTopic));
        Assert.Equal(new SeenMessage(Puppet.NoteTopic, sender.Text, null), await puppet.TakeAsync());
    }

    [Fact]
    public async Task S021_unlisten_closes_the_channel_and_a_new_listen_is_a_new_one()
    {
        var puppet = Spawn();
        var old = await puppet.DoAsync<string>("listen", "topic");
        var waiting = puppet.ReceiveAsync(old);
        await puppet.DoAsync("unlisten", old);
        Assert.False((await waiting).Ok);
        Assert.Equal(ErrorKind.Invalid, (await puppet.FailsAsync("unlisten", old)).Kind);

        Runtime.Send(puppet.Pid, "topic", 1);
        var fresh = await puppet.DoAsync<string>("listen", "topic");
        Assert.NotEqual(old, fresh);
        Runtime.Send(puppet.Pid, "topic", 2);
        await puppet.DoAsync("unlisten", fresh);
        Runtime.Send(puppet.Pid, "topic", 3);
        Assert.Equal(1, Number((await puppet.ReceiveAsync(fresh)).Value));
        Assert.Equal(2, Number((await puppet.ReceiveAsync(fresh)).Value));
        Assert.False((await puppet.ReceiveAsync(fresh)).Ok);
        Assert.Equal(3, Number((await puppet.ReceiveAsync()).Payload));
    }

    [Fact]
    public async Task S022_select_serves_its_cases_fairly_and_keeps_the_order_inside_one()
    {
        var puppet = Spawn();
        await puppet.BatchAsync(["listen", "busy"], ["listen", "quiet"]);
        for (var i = 0; i < 40; i++)
            Runtime.Send(puppet.Pid, "busy", i);
        for (var i = 0; i < 5; i++)
            Runtime.Send(puppet.Pid, "quiet", i);
        await puppet.DoAsync("id");
        var outcomes = await puppet.BatchAsync([.. Enumerable.Repeat(new object?[] { "select", "busy", "quiet" }, 20)]);
        var selected = outcomes.Select(static outcome => SeenValue.Read(outcome.Value)).ToLookup(
            static value => value.Channel, static value => Number(value.Value));
        Assert.Equal(Enumerable.Range(0, 5), selected["quiet"]);
        Assert.Equal(Enumerable.Range(0, 15), selected["busy"]);
    }

    [Fact]
    public async Task S023_what_a_child_sends_before_its_end_comes_before_its_exit()
    {
        for (var i = 0; i < 50; i++)
        {
            var parent = Spawn();
            var outcomes = await parent.BatchAsync(
                ["spawn_monitored", Definition("herald"), ConformanceApp.Host, parent.Pid], ["event"], ["take.try"]);
            Assert.Equal("before the end", SeenMessage.Read(outcomes[2].Value).Payload);
        }
    }
}
