namespace Artel;

/// <content>Supervisors that are put together without a class.</content>
public sealed partial class ArtelBuilder
{
    /// <summary>
    /// Adds the definition of a supervisor: a process that starts others, starts them anew when they end, and stops them. It is spawned as any
    /// definition is, is a service (<see cref="AddService(string, string, Action{ServiceOptions}?)"/>), or a child of another supervisor.
    /// </summary>
    /// <param name="id">The definition's id, <c>namespace:name</c>.</param>
    /// <param name="configure">Adds its children.</param>
    /// <exception cref="ArgumentException">The id is malformed, or another definition has it; or a child or a figure is wrong.</exception>
    /// <example><code>
    /// artel.AddSupervisor("app:tree", s => s
    ///     .RestForOne(maxRestarts: 3, within: TimeSpan.FromSeconds(5))
    ///     .Child&lt;Store&gt;("store")
    ///     .Child("thumbs", "app.workers:thumbnailer", c => c with { Restart = RestartPolicy.Transient }));
    /// </code></example>
    public ArtelBuilder AddSupervisor(string id, Action<SupervisorBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var supervisor = new SupervisorBuilder();
        configure(supervisor);
        return AddDefinition(supervisor.ToSpec().ToDefinition(id), "a supervisor of AddSupervisor");
    }
}
